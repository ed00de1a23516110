/* A power cut for one SQLite store: loaded into the server before everything else (LD_PRELOAD), it remembers what each
   write since the last sync wrote over, so that after a kill -9 all that was not synced can be undone (tests/soak/cut.py).

   CUT_STORE is the path of the store, CUT_NOTES a folder. For the store and for what SQLite keeps beside it there is a
   file of notes; one note is the offset, the size of the file before, the number of bytes written over, and those. A sync
   empties it. With CUT_DEAF set a sync is not noted: then something must be lost, which shows that the cut cuts. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name, ...) ((ssize_t(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

/* The file of notes of this descriptor, open and held; -1 where it is no file of the store. */
static int notes_of(int descriptor) {
  const char *store = getenv("CUT_STORE"), *folder = getenv("CUT_NOTES");
  char link[64], path[4096], notes[4200];
  if (!store || !folder) return -1;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return -1;
  path[length] = 0;
  size_t own = strlen(store);
  if (strncmp(path, store, own)) return -1;
  const char *rest = path + own;
  if (*rest && strcmp(rest, "-wal") && strcmp(rest, "-journal")) return -1;
  snprintf(notes, sizeof notes, "%s/notes%s", folder, rest);
  int found = open(notes, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (found >= 0) flock(found, LOCK_EX);
  return found;
}

static void note(int notes, int descriptor, int64_t offset, int64_t count) {
  struct stat facts;
  fstat(descriptor, &facts);
  int64_t over = facts.st_size > offset ? facts.st_size - offset : 0;
  if (over > count) over = count;
  int64_t head[3] = {offset, facts.st_size, over};
  char *bytes = malloc(sizeof head + over);
  memcpy(bytes, head, sizeof head);
  if (over && pread(descriptor, bytes + sizeof head, over, offset) != over) abort();
  if (REAL("write", int, const void *, size_t)(notes, bytes, sizeof head + over) < 0) abort();
  free(bytes);
}

static ssize_t written(int descriptor, const void *bytes, size_t count, int64_t offset) {
  int notes = notes_of(descriptor);
  if (notes >= 0) note(notes, descriptor, offset, count);
  ssize_t done = REAL("pwrite64", int, const void *, size_t, off64_t)(descriptor, bytes, count, offset);
  int why = errno;
  if (notes >= 0) close(notes);
  errno = why;
  return done;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  return written(descriptor, bytes, count, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
  return written(descriptor, bytes, count, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  int notes = notes_of(descriptor);
  if (notes >= 0) note(notes, descriptor, lseek(descriptor, 0, SEEK_CUR), count);
  ssize_t done = REAL("write", int, const void *, size_t)(descriptor, bytes, count);
  int why = errno;
  if (notes >= 0) close(notes);
  errno = why;
  return done;
}

static int shortened(int descriptor, int64_t size) {
  int notes = notes_of(descriptor);
  struct stat facts;
  if (notes >= 0 && !fstat(descriptor, &facts))
    note(notes, descriptor, size, facts.st_size > size ? facts.st_size - size : 0);
  int done = REAL("ftruncate64", int, off64_t)(descriptor, size);
  int why = errno;
  if (notes >= 0) close(notes);
  errno = why;
  return done;
}

int ftruncate(int descriptor, off_t size) { return shortened(descriptor, size); }

int ftruncate64(int descriptor, off64_t size) { return shortened(descriptor, size); }

static int synced(int descriptor, const char *how) {
  int notes = notes_of(descriptor);
  int done = REAL(how, int)(descriptor);
  int why = errno;
  if (notes >= 0) {
    if (!done && !getenv("CUT_DEAF") && REAL("ftruncate64", int, off64_t)(notes, 0)) abort();
    close(notes);
  }
  errno = why;
  return done;
}

int fsync(int descriptor) { return synced(descriptor, "fsync"); }

int fdatasync(int descriptor) { return synced(descriptor, "fdatasync"); }
