from surveyapp.wording.sentences import capital, within


def test_a_sentence_begins_with_a_capital_and_its_names_keep_theirs():
    assert capital("los Estados Unidos de América") == "Los Estados Unidos de América"
    assert capital("") == ""


def test_within_a_sentence_the_first_word_is_small():
    assert within("Respondieron 19 de 34 Estados") == "respondieron 19 de 34 Estados"
