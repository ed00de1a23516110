from surveyapp import data
from surveyapp.core.known_facts import read_known_facts
from surveyapp.wording.known_facts import SOURCES, source_words


def test_every_source_of_the_bundled_facts_has_its_words_in_both_languages():
    sources = {fact.source for fact in read_known_facts(data.text("known_facts.csv"))}

    assert sources == SOURCES.keys()
    assert all(source_words(source, "en") != source_words(source, "es") for source in sources)


def test_a_source_somebody_wrote_stays_as_it_was_written():
    assert source_words("Gaceta Oficial 27, 2013", "en") == "Gaceta Oficial 27, 2013"
