"""The parts of summarising by themselves: sections, speakers, shaping of what a model writes, speeds, lengths."""

from __future__ import annotations

import pytest
from muniment_engines.api import Usage
from muniment_engines.conformance.fakes import ScriptedChat
from muniment_engines.errors import MunimentError
from muniment_retrieval.answer.citing import citation_of
from muniment_retrieval.model import Badge, Sentence
from muniment_retrieval.summarising import Speeds, Writer, words_of_length
from muniment_retrieval.summarising.filling import filled
from muniment_retrieval.summarising.pieces import shown
from muniment_retrieval.summarising.plan import MOST_WORDS, sections_of
from muniment_retrieval.summarising.prompts import Piece, request_for
from muniment_retrieval.summarising.prove import Prover
from muniment_retrieval.summarising.shaping import said_once, written_sentences
from muniment_retrieval.summarising.stretches import chosen_in_stretches
from muniment_retrieval.summarising.told import speakers_in, told_in


def told(shelf, name):
    document = shelf.vault.resolve(name)
    pages = {page.index: page for page in shelf.vault.pages(document.id)}
    speakers = speakers_in([page.text for page in pages.values()])
    labels = [page.label for page in pages.values()]
    sections = sections_of(document, shelf.vault.passages_of(document.id), labels, headed=not speakers)
    return sections, told_in(sections, pages, 0, speakers)


def test_sections_follow_headings_and_are_never_too_long(shelf):
    part = [f"The pump of kind {n} is tested each week by the operator of the plant." for n in range(200)]
    first, second, third = " ".join(part[:20]), " ".join(part[20:40]), " ".join(part[40:])
    pages = [f"ARTICLE 1 TESTS\n\n{first}", f"ARTICLE 2 REPAIRS\n\n{second}", third]
    shelf.put({"a.txt": pages})

    sections, sentences = told(shelf, "a.txt")

    assert [section.heading for section in sections][:2] == ["ARTICLE 1 TESTS", "ARTICLE 2 REPAIRS"]
    assert all(section.words <= MOST_WORDS + 200 for section in sections)
    assert sum("tested each week" in one.text for one in sentences) == 200


def test_who_speaks_belongs_to_every_sentence_of_a_turn(shelf):
    turns = ["Anna: The budget is too small. We should ask for more money.", "Ben: {pause} I do not agree with that at all."] * 4
    shelf.put({"a.txt": ["\n".join(turns)]})

    _, sentences = told(shelf, "a.txt")

    assert [one.said for one in sentences[:3]] == [
        "Anna: The budget is too small.",
        "Anna: We should ask for more money.",
        "Ben: I do not agree with that at all.",
    ]


def test_a_turn_that_breaks_off_does_not_run_into_the_next(shelf):
    turns = ["Anna: The budget is so small that we", "Ben: Mm", "Anna: cannot buy the pumps this year."] * 4
    shelf.put({"a.txt": ["\n".join(turns)]})

    _, sentences = told(shelf, "a.txt")

    assert [one.said for one in sentences[:3]] == [
        "Anna: The budget is so small that we",
        "Ben: Mm",
        "Anna: cannot buy the pumps this year.",
    ]


def test_the_model_reads_sentences_that_stand_together(shelf):
    filler = "The weather of that long week was the same on every day and in every place of the country."
    part = "The boiler of the old house burst on Monday. Nobody was hurt by it. The boiler was replaced within the week."
    shelf.put({"a.txt": [" ".join([filler] * 12), part, " ".join([filler] * 12)]})
    _, sentences = told(shelf, "a.txt")
    wanted = [1.0 if "burst" in one.text else 0.0 for one in sentences]

    read = [sentences[i].text for i in chosen_in_stretches(sentences, 30, wanted)]

    assert read[:3] == ["The boiler of the old house burst on Monday.", "Nobody was hurt by it.", part.split(". ")[2]]


def test_noises_and_words_said_twice_are_not_given_to_the_model(shelf):
    turns = [
        "Anna: Um , so the the budget , uh , is too small .",
        "Ben: Yeah .",
        "Anna: Mm-hmm . We we should ask for more .",
    ] * 3
    shelf.put({"a.txt": ["\n".join(turns)]})
    _, sentences = told(shelf, "a.txt")

    lines = shown(sentences, range(4)).split("\n")

    assert lines == ["Anna: so the budget, is too small.", "Ben: Yeah.", "Anna: We should ask for more."]


@pytest.mark.parametrize(
    ("focus", "spoken", "asked"),
    [
        ("", True, "Summarise this meeting in one paragraph of 7 long sentences, about 130 words"),
        ("Summarise the whole meeting.", True, "what was proposed or explained about each subject"),
        (
            "What did Anna think of the pumps?",
            True,
            "about this: What did Anna think of the pumps? Write one paragraph of 7 long",
        ),
        ("What is the plot of the story?", False, "Summarise this"),
        ("only obligations", False, "What it shall tell: only obligations"),
    ],
)
def test_a_question_says_what_to_tell_and_what_asks_for_everything_is_a_summary(focus, spoken, asked):
    request = request_for(Piece("A", "Anna: We buy pumps.", 1, 1, 100, spoken), focus)
    assert asked in request.messages[-1].content


def test_a_field_that_comes_once_is_nobody_who_speaks():
    assert speakers_in(["Title: A report\nIt was a dark night.\nThe rain fell.\nNote: nothing else."]) == frozenset()


def test_what_a_model_says_about_its_summary_is_no_part_of_it():
    text = (
        "Here is a summary:\n\n## Summary\n- The **tenant** pays.\n- In summary, the roof leaks.\n- The landlord will pay for the"
    )
    assert written_sentences(text) == ["The tenant pays.", "The roof leaks."]


def test_what_somebody_says_is_told_only_with_who_says_it():
    text = 'Anna opens the door. "Who is there?" “Nobody,” says Ben. "Go," he says, "and do not come back."'
    assert written_sentences(text) == ["Anna opens the door.", "“Nobody,” says Ben.", '"Go," he says, "and do not come back."']


def test_headings_tell_nothing_and_a_sentence_that_begins_with_one_does():
    text = "Termination. The tenant leaves in May. 4. Governing law. SCHEDULE 1 sets out the rent payable each month."
    told = ["The tenant leaves in May.", "SCHEDULE 1 sets out the rent payable each month."]
    assert written_sentences(text) == told


def test_questions_and_exclamations_are_copied_and_tell_nothing_but_who_quotes_one_does():
    text = 'The captain came. But what about Ivy? Stout fellah!" “Where is she?” he asked. He cried “Never!” Then he left.'
    told = ["The captain came.", "“Where is she?” he asked.", "He cried “Never!”", "Then he left."]
    assert written_sentences(text) == told


def test_who_is_named_far_before_a_place_is_not_known_in_it(shelf):
    filler = [f"The wind turned {n} times over the empty northern plain." for n in range(40)]
    text = ["Then Bodil climbed the steep hill.", *filler, "She slept beside the fire.", "The ice became water."]
    shelf.put({"a.txt": [" ".join(text)]})
    _, sentences = told(shelf, "a.txt")
    said = "At dusk Bodil slept beside the fire, and the ice became water."
    near = [0, 5, 6, 7, len(sentences) - 2, len(sentences) - 1]
    assert Prover(sentences).prove(said, near).badge is Badge.NOT_FOUND


def test_a_sentence_that_is_cited_with_another_is_not_told_again(shelf):
    shelf.put({"a.txt": ["Bodil carried the heavy lantern into the cave. She slept beside the warm fire until the morning."]})
    _, sentences = told(shelf, "a.txt")
    held = Sentence("Bodil slept.", Badge.VERIFIED, (citation_of(sentences[0].source, sentences[1].source),))
    assert filled([held], [0, 1], 50, sentences, ()) == [held]


def test_speeds_are_kept_and_follow_what_is_seen(tmp_path):
    writer = Writer(ScriptedChat(), "llama-cpp", "small", probes=False)
    speeds = Speeds(tmp_path / "speeds.json")
    speeds.saw(writer, Usage(600, 100, 0, 10.0, 5.0))
    assert (speeds.of(writer).prompt, speeds.of(writer).generate) == (60.0, 20.0)

    speeds.saw(writer, Usage(600, 100, 300, 10.0, 10.0))

    again = Speeds(tmp_path / "speeds.json").of(writer)
    assert (again.prompt, again.generate) == (45.0, 15.0)


def test_a_few_tokens_that_are_read_say_nothing_of_the_speed():
    writer = Writer(ScriptedChat(), "llama-cpp", "small", probes=False)
    speeds = Speeds()
    speeds.saw(writer, Usage(600, 100, 0, 10.0, 5.0))

    speeds.saw(writer, Usage(700, 100, 600, 10.0, 5.0))

    assert (speeds.of(writer).prompt, speeds.of(writer).generate) == (60.0, 20.0)


def test_a_forecast_learns_what_a_model_does_with_pieces_of_a_kind(tmp_path):
    writer = Writer(ScriptedChat(), "llama-cpp", "small", probes=False)
    speeds = Speeds(tmp_path / "speeds.json")
    first = Usage(600, 100, 0, 10.0, 10.0)
    speeds.saw(writer, first)
    before = speeds.pace(writer).seconds("minutes", 600, 200)
    assert before == pytest.approx(10.0 + 0.75 * 20.0)

    for _ in range(40):
        speeds.took(writer, "minutes", first, 200, 30.0)

    again = Speeds(tmp_path / "speeds.json").pace(writer)
    assert again.seconds("minutes", 600, 200) == pytest.approx(30.0, rel=0.01)
    assert again.seconds("summary", 600, 200) == pytest.approx(before)


def test_a_speed_of_another_hour_is_measured_again_and_forgotten(tmp_path):
    hour = [1000.0]
    chat = ScriptedChat()
    writer = Writer(chat, "llama-cpp", "small")
    speeds = Speeds(tmp_path / "speeds.json", lambda: hour[0])
    speeds.saw(writer, Usage(600, 100, 0, 10.0, 5.0))
    hour[0] += 60
    speeds.of(writer)
    assert not chat.history

    hour[0] += 3600
    speeds.of(writer)
    assert len(chat.history) == 1
    hour[0] += 3600
    speeds.saw(writer, Usage(600, 100, 0, 60.0, 10.0))
    assert (speeds.of(writer).prompt, speeds.of(writer).generate) == (10.0, 10.0)


def test_a_file_of_speeds_of_an_earlier_release_is_read(tmp_path):
    (tmp_path / "speeds.json").write_text('{"llama-cpp/small": [40.0, 9.0, 0.5]}', encoding="utf-8")
    assert Speeds(tmp_path / "speeds.json").of(Writer(ScriptedChat(), "llama-cpp", "small", probes=False)).prompt == 40.0


def test_a_damaged_file_of_speeds_is_measured_again(tmp_path):
    (tmp_path / "speeds.json").write_text('{"a": [1, "x"]}', encoding="utf-8")
    assert Speeds(tmp_path / "speeds.json").of(Writer(ScriptedChat(), "a", "b", probes=False)).prompt > 0


def test_a_model_that_never_ran_is_tried_before_a_forecast(tmp_path):
    chat = ScriptedChat()
    Speeds(tmp_path / "speeds.json").of(Writer(chat, "llama-cpp", "new"))
    assert len(chat.history) == 1


@pytest.mark.parametrize(("length", "words"), [("short", 100), ("LONG", 400), ("150", 150)])
def test_lengths(length, words):
    assert words_of_length(length) == words


@pytest.mark.parametrize("length", ["", "tiny", "3", "-5", "99999"])
def test_no_lengths(length):
    with pytest.raises(MunimentError):
        words_of_length(length)


REPORT = [
    "Location: Muscle Shoals, AL | Accident Number: NYC08CA073.\nThe pilot did not lower the landing gear before the landing.",
    "Dockets that were released before June 1, 2009 are kept by the management of records.\nThe pilot flew on May 4, 2008.",
]


@pytest.mark.parametrize(
    ("said", "badge"),
    [
        ("The pilot flew on May 4, 2008.", Badge.VERIFIED),
        ("The pilot flew on May 5, 2008.", Badge.NOT_FOUND),
        ("The accident occurred at Muscle Shoals, AL, on June 1, 2009.", Badge.NOT_FOUND),
        ("The accident occurred at Muscle Shoals, AL, with a pilot who flew on May 4, 2008.", Badge.CLOSE),
        ("The pilot did lower the landing gear before the landing.", Badge.NOT_FOUND),
    ],
)
def test_a_date_proves_only_what_stands_with_it(shelf, said, badge):
    shelf.put({"a.txt": REPORT})
    _, sentences = told(shelf, "a.txt")
    assert Prover(sentences).prove(said).badge is badge


MEETING = [
    "Anna: Let us buy the green pump this year.",
    "Ben: I think the green pump may be sold in May.",
    "Cleo: I did not make the roles clear enough, sorry, so each of you hears the exact roles now.",
] * 3


@pytest.mark.parametrize(
    ("said", "badge"),
    [
        ("Anna suggested that they should buy the green pump this year.", Badge.CLOSE),
        ("They must buy the green pump this year.", Badge.NOT_FOUND),
        ("Ben suggested that the green pump must be sold in May.", Badge.NOT_FOUND),
        ("Cleo apologised to the others and wanted to make the exact roles known now.", Badge.CLOSE),
        ("Cleo did make the roles clear enough for each.", Badge.NOT_FOUND),
    ],
)
def test_a_wish_is_told_with_should_and_a_duty_only_where_it_is_one(shelf, said, badge):
    shelf.put({"a.txt": ["\n".join(MEETING)]})
    _, sentences = told(shelf, "a.txt")
    assert Prover(sentences).prove(said).badge is badge


def test_half_of_a_short_sentence_is_no_support(shelf):
    shelf.put({"a.txt": ["Celia Graham stood on the bridge of the ship. Her old aunt was married to a miller in the village."]})
    _, sentences = told(shelf, "a.txt")
    prover = Prover(sentences)
    assert prover.prove("Celia Graham is married to a captain.").badge is Badge.NOT_FOUND
    assert prover.prove("Celia Graham stood quietly on the wide bridge of the old ship.").badge is not Badge.NOT_FOUND


TOLD = (
    "Arne and Bodil climbed the hill. The cook burned the soup. Bodil carried the heavy lantern into the cave. "
    "She slept beside the fire. The ice became water. Arne was engaged in a serious mission. "
    "The miners sang old songs. Nobody found the mountain road. At dawn the tired men came back to the village."
)


@pytest.mark.parametrize(
    ("said", "badge", "places"),
    [
        ("Arne and Bodil are friends at first but become enemies as they engage in a serious mission.", Badge.NOT_FOUND, 0),
        ("Arne and Bodil climbed the hill, and Bodil carried the heavy lantern into the cave.", Badge.CLOSE, 2),
        ("Bodil burned the soup, slept and came back to the village at dawn.", Badge.NOT_FOUND, 0),
        ("Bodil wore the heavy lantern, slept near a warm fire and slowly drank water.", Badge.NOT_FOUND, 0),
    ],
)
def test_places_that_are_drawn_together_stand_together_and_have_most_of_a_sentence(shelf, said, badge, places):
    shelf.put({"a.txt": [TOLD]})
    _, sentences = told(shelf, "a.txt")
    proved = Prover(sentences).prove(said)
    assert (proved.badge, len(proved.citations)) == (badge, places)


def test_what_stands_together_is_told_by_what_the_model_has_read(shelf):
    shelf.put({"a.txt": [TOLD]})
    _, sentences = told(shelf, "a.txt")
    said = "The cook burned the hot soup, and tired men came back to the village."
    assert Prover(sentences).prove(said).badge is Badge.NOT_FOUND
    assert Prover(sentences).prove(said, [1, 8]).badge is Badge.CLOSE


def test_somebody_who_is_named_before_a_place_is_known_in_it(shelf):
    shelf.put({"a.txt": [TOLD]})
    _, sentences = told(shelf, "a.txt")
    assert Prover(sentences).prove("Near the cave Bodil slept beside a fire, and the ice became cold water.").badge is Badge.CLOSE
    assert (
        Prover(sentences).prove("Near the cave Kaspar slept beside a fire, and the ice became cold water.").badge
        is Badge.NOT_FOUND
    )


def test_names_are_no_part_of_what_a_sentence_says(shelf):
    shelf.put({"a.txt": ["Celia Graham and Harlan Tate of Venus Port watched the two ships. They said nothing all night."]})
    _, sentences = told(shelf, "a.txt")
    proved = Prover(sentences).prove("In Venus Port Celia Graham and Harlan Tate stole two ships and fled.")
    assert proved.badge is Badge.NOT_FOUND, proved


def test_a_sentence_that_only_says_again_is_left_out():
    said = [
        "They love each other and the sea.",
        "They also love each other, and the sea.",
        "They love each other and hate the sea.",
    ]
    assert said_once(said) == [said[0], said[2]]


def test_a_number_is_something_that_a_place_has_however_it_is_written(shelf):
    there = (
        "Arne and Bodil climbed the steep hill at noon. The cook burned the soup. In the wide cave slept eighteen more miners."
    )
    shelf.put({"a.txt": [there]})
    _, sentences = told(shelf, "a.txt")
    proved = Prover(sentences).prove("Arne and 18 miners climbed the steep hill at noon.")
    assert len(proved.citations) == 2, proved


def test_of_a_short_sentence_four_words_stand_in_the_places_that_it_draws_together(shelf):
    shelf.put({"a.txt": ["Arne climbed the hill before the others came. The heavy lantern of Arne stood in the cave all night."]})
    _, sentences = told(shelf, "a.txt")
    proved = Prover(sentences).prove("Arne climbed cliffs with lantern oil.")
    assert proved.badge is Badge.NOT_FOUND, proved


SPOKEN = [
    "The green pump leaks oil into the cellar.",
    "Rain fell on Monday and Tuesday.",
    "The old boiler is sold next spring.",
    "Snow fell on Sunday.",
]


@pytest.mark.parametrize(
    ("said", "spoken", "written"),
    [
        ("There were worries about the green pump in the cellar, and how an old boiler grows shaky.", True, False),
        ("There were worries about the green pump in the cellar, and how an old boiler grows shaky today.", False, False),
        ("There were worries about the green pump in the cellar, and how an old boiler is sold.", True, True),
        ("There were worries about the green pump, and how a strange ancient boiler grows shaky.", False, False),
    ],
)
def test_a_smaller_share_of_a_sentence_is_enough_of_what_was_spoken(shelf, said, spoken, written):
    turns = "\n".join(f"{name}: {line}" for name, line in zip(("Anna", "Ben") * 2, SPOKEN, strict=True))
    shelf.put({"meeting.txt": [f"{turns}\n"] * 3, "report.txt": [" ".join(SPOKEN)]})
    for name, held in (("meeting.txt", spoken), ("report.txt", written)):
        _, sentences = told(shelf, name)
        assert (Prover(sentences).prove(said).badge is not Badge.NOT_FOUND) is held, name
