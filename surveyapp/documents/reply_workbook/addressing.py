"""How a cell of a workbook is found again: the format of the hidden sheet and of the hidden marks on the others.

Format 1. On every sheet but the hidden one there is a row of marks: `surveyapp reply 1` in the column of keys, and
beside it, in each column that may hold an answer, the letters of that column as it was made. Each row that may hold
answers has a key ("r17") in the column of keys; each other row of ours has "-". So rows and columns may be moved,
inserted and copied, and sheets renamed: a cell is known by the key of its row and the mark of its column.

The hidden sheet, whatever its name, begins with `surveyapp reply workbook` and the number of the format. Each further
row begins with what it is; a row that begins otherwise is not looked at, so that a later edition may add some.

    fact  NAME  VALUE                          reply, round, edition, revision, language, book, made_at
    list  LIST  CODE  WORD                     what a word of a drop-down says (see `core.reply_cells`)
    cell  ROW  COLUMN  PLACE  PART  VERSION  LIST  GIVEN
    link  ROW  COLUMN  WHICH  ADDRESS  TITLE   a link given out in a cell that holds all of an answer, as it was typed
    end   HOW MANY ROWS                        a workbook that broke off has no end

GIVEN is what the cell held when it was given out, as `core.reply_cells` writes it. The version of a new entry is "".
"""

FORMAT = 1
MARK = f"surveyapp reply {FORMAT}"
MARK_BEGINS = "surveyapp reply "
HIDDEN = "surveyapp reply workbook"
OURS = "-"
FACT, LIST, CELL, LINK, END = "fact", "list", "cell", "link", "end"
SHEET = "surveyapp"
KEY_COLUMN = 1
