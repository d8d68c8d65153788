"""Mails in archives in mails, as a person has them: each file a document that names what holds it."""

from __future__ import annotations

import io
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path

from muniment_engines.host import WorkerSpec
from muniment_retrieval.members import DEEPEST
from muniment_retrieval.vault import Vault

ENGINES = [WorkerSpec(f"muniment_engines.bundled.{name}", "parse", {}) for name in ("archive", "mail", "text")]


def zipped(**files: bytes | str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name.replace("__", "/").replace("_", "."), data)
    return made.getvalue()


def test_an_archive_in_a_mail_in_an_archive(vault: Vault, client, run, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ann@example.org", "bob@example.org", "Lease of the warehouse"
    mail.set_content("Please find the papers attached.")
    papers = zipped(lease__terms_txt="The rent is 4,210 euros.", more_7z=b"7z\xbc\xaf\x27\x1c" + bytes(50))
    mail.add_attachment(papers, maintype="application", subtype="zip", filename="papers.zip")
    path = tmp_path / "case.zip"
    path.write_bytes(zipped(mails__lease_eml=mail.as_bytes()))
    first, *more = ENGINES
    indexer = client(first, None, more=tuple(more))
    report, _ = run(indexer, path)
    assert report.states == {"read": 4, "not supported": 1}
    inside = {document.path.removeprefix(f"{path}/"): document for document in vault.documents()}
    deep = inside["mails/lease.eml/papers.zip/lease/terms.txt"]
    assert vault.page(deep.id, 0).text == "The rent is 4,210 euros."
    assert deep.container == str(path / "mails/lease.eml/papers.zip")
    assert vault.at_path(deep.container).container == str(path / "mails/lease.eml")
    assert inside["mails/lease.eml"].title == "Lease of the warehouse"
    case = vault.at_path(str(path))
    assert case is not None
    assert set(vault.with_inside([case.id])) == {document.id for document in vault.documents()}
    assert vault.with_inside([deep.id]) == (deep.id,)
    assert "7-Zip" in inside["mails/lease.eml/papers.zip/more.7z"].reason
    assert run(indexer, path)[0].unchanged == 1


def test_archives_in_archives_end_somewhere(vault: Vault, client, run, tmp_path: Path) -> None:
    data: bytes | str = "at the bottom"
    for level in range(DEEPEST + 2):
        data = zipped(**{f"level{level}_{'zip' if level else 'txt'}": data, f"own{level}_txt": f"The text of level {level}."})
    path = tmp_path / "deep.zip"
    path.write_bytes(data)
    first, *more = ENGINES
    run(client(first, None, more=tuple(more)), path)
    documents = vault.documents()
    assert {document.state for document in documents} == {"read"}
    cut = [document for document in documents if document.notes]
    assert [f"more than {DEEPEST} deep" in document.notes[0] for document in cut] == [True]
    assert sum(document.name.startswith("own") for document in documents) == DEEPEST


def test_an_archive_that_is_there_twice_is_read_once_and_told_apart_when_one_changes(
    vault: Vault, client, run, tmp_path: Path
) -> None:
    first, *more = ENGINES
    indexer = client(first, None, more=tuple(more))
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.zip").write_bytes(zipped(one_txt="The first paper.", two_txt="The second paper."))
    shutil.copy(papers / "a.zip", papers / "b.zip")
    run(indexer, papers)
    assert paths(vault, papers) == ["a.zip", "a.zip/one.txt", "a.zip/two.txt"]
    read = {document.name: document.id for document in vault.documents()}
    (papers / "a.zip").write_bytes(zipped(one_txt="The first paper.", three_txt="The third paper."))
    run(indexer, papers)
    assert paths(vault, papers) == ["a.zip", "a.zip/three.txt", "b.zip", "b.zip/one.txt", "b.zip/two.txt"]
    assert vault.at_path(str(papers / "b.zip/one.txt")).copies == (str(papers / "a.zip/one.txt"),)
    vault.writing.leave([str(papers / "b.zip")])
    assert paths(vault, papers) == ["a.zip", "a.zip/one.txt", "a.zip/three.txt"]
    assert vault.at_path(str(papers / "a.zip/one.txt")).id == read["one.txt"]  # never read again


def paths(vault: Vault, papers: Path) -> list[str]:
    return [document.path.removeprefix(f"{papers}/") for document in vault.documents()]
