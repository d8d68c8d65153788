"""Whether much of a vault is in other languages."""

from __future__ import annotations

import pytest
from muniment_retrieval.languages import has_much_in_other_languages, is_other, language_of, share_of_others

ENGLISH = (
    "The tenant pays the rent to the landlord on the first day of each month, and the landlord repairs the roof of the house."
)
GERMAN = "Der Mieter zahlt die Miete am ersten Tag des Monats an den Vermieter, und der Vermieter repariert das Dach des Hauses."


@pytest.mark.parametrize(
    "text",
    [
        GERMAN,
        "Le locataire paie le loyer au propriétaire le premier jour du mois, et le propriétaire répare le toit de la maison.",
        "Người thuê nhà trả tiền thuê cho chủ nhà vào ngày đầu tiên của mỗi tháng, và chủ nhà sửa chữa mái nhà.",
        "Арендатор платит арендную плату владельцу в первый день каждого месяца, а владелец чинит крышу дома.",
        "承租人应于每月第一天向出租人支付租金，出租人负责修理房屋的屋顶，并承担由此产生的全部费用和其他合理开支。",
        "यह किरायेदार हर महीने के पहले दिन मकान मालिक को किराया देता है और मकान मालिक छत की मरम्मत करता है।",
    ],
)
def test_other_languages_and_scripts_are_told(text: str) -> None:
    assert is_other(text)


@pytest.mark.parametrize(
    "text",
    [ENGLISH, "Total Injuries: 2 None | Latitude, Longitude: 34.745278", "Net revenue 2019 2020 2021 Amount USD Segment EMEA"],
)
def test_english_and_what_has_no_sentences_is_not(text: str) -> None:
    assert not is_other(text)


def test_what_has_few_letters_does_not_count() -> None:
    assert share_of_others([ENGLISH, GERMAN, "12 345", "Да"]) == 0.5
    assert share_of_others(["12 345"]) == 0.0


@pytest.mark.parametrize(("german", "much"), [(1, False), (3, True)])
def test_a_vault_is_looked_at_all_over(shelf, german: int, much: bool) -> None:
    shelf.put({f"{n}.txt": [GERMAN if n < german else ENGLISH] for n in range(10)})
    assert has_much_in_other_languages(shelf.vault) is much


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wer hat den Vertrag unterschrieben?", "german"),
        ("¿Quién firmó el contrato de la casa?", "spanish"),
        ("Cine a semnat contractul de închiriere?", "romanian"),
        ("Şirketin finanse ettiği binanın adı neydi?", "turkish"),
        ("Ai là người đã ký hợp đồng này?", "vietnamese"),
        ("Кто подписал договор аренды?", "russian"),
        ("Хто і коли підписав цей договір?", "ukrainian"),
        ("Ποιος υπέγραψε τη σύμβαση;", "greek"),
        ("من وقع على عقد الإيجار؟", "arabic"),
        ("किराये के अनुबंध पर किसने हस्ताक्षर किए?", "hindi"),
        ("谁签署了租赁合同？", ""),
        ("Who signed the contract of Señor García?", ""),
        ("Los Angeles rent", ""),
        ("2019", ""),
    ],
)
def test_the_language_of_a_question_is_told(question: str, language: str) -> None:
    assert language_of(question) == language
