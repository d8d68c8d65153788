"""Mails as they are sent: what stands above the text, the text, and what is attached."""

from __future__ import annotations

import base64
import time
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from muniment_engines.api import Cancel, Container, Member, Parse, ParseLimits
from muniment_engines.bundled import mail
from muniment_engines.bundled.mail.model import ENCRYPTED, PICTURES
from muniment_engines.bundled.mail.parts import UNREAD
from muniment_engines.conformance import ParseConformance
from muniment_engines.errors import DocumentError
from muniment_engines.host import ParseWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

HEAD = (
    b"From: Ann <ann@example.org>\nTo: bob@example.org\nDate: Tue, 3 Mar 2020 09:15:00 +0100\nSubject: Lease\nMIME-Version: 1.0\n"
)


def opened(data: bytes, kind: str = mail.MAIL, limits: ParseLimits | None = None) -> Container:
    return mail.open({}, None).open(memoryview(data), kind, limits or ParseLimits())  # type: ignore[arg-type]


def text(data: bytes, kind: str = mail.MAIL) -> str:
    return "\f".join(page.text for page in opened(data, kind).pages(Cancel()))


def members(data: bytes, kind: str = mail.MAIL, limits: ParseLimits | None = None) -> list[Member]:
    return list(opened(data, kind, limits).members(Cancel()))


def body(data: bytes) -> str:
    return text(data).partition("\n\n")[2]


def letter(**headers: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    for name, value in {"From": "Ann <ann@example.org>", "To": "bob@example.org", "Subject": "Lease", **headers}.items():
        message[name.replace("_", "-")] = value
    return message


class TestMailConformance(ParseConformance):
    media_type = mail.MAILBOX
    sample = b"".join(b"From ann Tue Mar  3 09:15:00 2020\n" + HEAD + b"\nNumber %d.\n\n" % number for number in range(3))
    draws = False

    @pytest.fixture
    def engine(self) -> Parse:
        return mail.MailParser()


def test_a_mail_begins_with_who_wrote_to_whom_when_and_about_what() -> None:
    about = opened(HEAD + b"In-Reply-To: <1@example.org>\n\nDear Bob,\nrent is due.\n\n> Is it?\n").about
    assert (about.title, about.metadata["InReplyTo"]) == ("Lease", "<1@example.org>")
    assert text(HEAD + b"\nDear Bob,\r\nrent is due.\r\n\r\n> Is it?\r\n") == (
        "From: Ann <ann@example.org>\nTo: bob@example.org\nDate: Tuesday, 3 March 2020, 09:15 (UTC+01:00)\nSubject: Lease\n\n"
        "Dear Bob,\nrent is due.\n\n> Is it?"
    )


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (b"=?utf-8?q?M=C3=BCller?= =?utf-8?b?IEdtYkg=?=", "Müller GmbH"),
        (b"=?iso-8859-1?Q?M=FCller?=", "Müller"),
        ("Müller – Söhne".encode(), "Müller – Söhne"),
        ("Müller".encode("cp1252"), "Müller"),
        (b"=?no-such-charset?q?M=C3=BCller?=", "Müller"),
        (b"=?utf-8?b?broken", "=?utf-8?b?broken"),
        (b"two\n lines", "two lines"),
    ],
)
def test_headers_are_decoded(raw: bytes, seen: str) -> None:
    assert text(b"From: a@b.c\nSubject: " + raw + b"\n\nx") == f"From: a@b.c\nSubject: {seen}\n\nx"


def test_a_date_that_is_none_stays_as_it_is() -> None:
    assert "Date: the day after\n" in text(b"From: a@b.c\nDate: the day after\nSubject: x\n\nx")


@pytest.mark.parametrize("charset", ["utf-8", "us-ascii", "no-such-charset", "iso-8859-1"])
def test_a_text_that_is_not_as_it_says_is_read_nevertheless(charset: str) -> None:
    head = HEAD + f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode()
    assert body(head + "Die Miete beträgt 5 €.".encode()) == "Die Miete beträgt 5 €."


def test_of_several_forms_the_plain_one_is_read() -> None:
    message = letter()
    message.set_content("Rent is due.")
    message.add_alternative("<p>Rent <b>is</b> due.</p><img src='https://example.org/a.png'>", subtype="html")
    assert body(message.as_bytes()) == "Rent is due."


def test_the_web_page_is_read_where_it_is_alone_or_says_much_more() -> None:
    message = letter()
    message.set_content("Your program cannot show this.")
    message.add_alternative("<p>Rent is due.</p>" * 100 + "<p style='display:none'>secret</p>", subtype="html")
    assert body(message.as_bytes()).startswith("Rent is due.\n\nRent is due.")
    alone = letter()
    alone.set_content("<p>Rent</p><script>x()</script><p>is due.</p>", subtype="html")
    assert body(alone.as_bytes()) == "Rent\n\nis due."


def test_what_is_attached_is_handed_out_with_its_name() -> None:
    message = letter()
    message.set_content("See there.")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="Vertrag für Müller.pdf")
    message.add_attachment("a;b", subtype="csv", filename="../../table.csv")
    attached = members(message.as_bytes())
    assert [(member.name, member.data) for member in attached] == [
        ("Vertrag für Müller.pdf", b"%PDF-1.7"),
        ("../../table.csv", b"a;b\r\n"),
    ]
    assert "Attachments: Vertrag für Müller.pdf, ../../table.csv" in text(message.as_bytes())


def test_what_is_attached_without_a_name_is_numbered() -> None:
    parts = b"--b\nContent-Type: application/pdf\n\nx\n--b\nContent-Type: application/x-own\n\ny\n--b--\n"
    data = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + parts
    assert [member.name for member in members(data)] == ["attachment 1.pdf", "attachment 2"]


def test_it_needs_no_files_of_the_system() -> None:
    data = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nRent.\n--b\nContent-Type: a/b\n\ny\n--b--\n"
    launcher = DirectLauncher({"worker": ("muniment_engines.worker:main", "worker")})
    with ParseWorker(launcher, WorkerSpec(mail.__name__, "parse", {})) as worker, worker.open(data, mail.MAIL) as document:
        assert [page.text.partition("\n\n")[2] for page in document.pages(Cancel())] == ["Rent."]
        assert [member.data for member in document.members(Cancel())] == [b"y"]


def test_pictures_in_the_text_are_left_out_and_those_attached_are_not() -> None:
    message = letter()
    message.set_content("<p>Look</p><img src='cid:1'>", subtype="html")
    message.add_related(b"x" * 20_000, maintype="image", subtype="png", cid="<1>", filename="a.png", disposition="inline")
    message.add_attachment(b"photo" * 4000, maintype="image", subtype="jpeg", filename="b.jpg")
    assert [member.name for member in members(message.as_bytes())] == ["b.jpg"]
    assert opened(message.as_bytes()).about.notes == (PICTURES,)


def test_a_mail_in_a_mail_is_a_file_of_its_own() -> None:
    inner = letter(Subject="Old lease")
    inner.set_content("The old text.")
    inner.add_attachment(b"deep", maintype="application", subtype="pdf", filename="deep.pdf")
    outer = letter()
    outer.set_content("See below.")
    outer.add_attachment(inner)
    assert body(outer.as_bytes()) == "See below."
    (member,) = members(outer.as_bytes())
    assert member.name == "Old lease.eml"
    assert body(member.data) == "The old text."
    assert [found.name for found in members(member.data)] == ["deep.pdf"]


def test_a_mail_in_a_mail_that_is_encoded_like_a_file() -> None:
    inner = base64.encodebytes(HEAD + b"\nThe old text.\n")
    part = b'--b\nContent-Type: message/rfc822; name="old.eml"\nContent-Transfer-Encoding: base64\n\n' + inner + b"\n--b--\n"
    (member,) = members(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + part)
    assert body(member.data) == "The old text."


@pytest.mark.parametrize(
    "encrypted",
    [
        b"Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
        b"--b\nContent-Type: application/octet-stream\n\nxyz\n--b--\n",
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\nMIIB\n",
        b"\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n",
    ],
)
def test_an_encrypted_mail_is_said_to_be_that(encrypted: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        opened(HEAD + encrypted)
    assert caught.value.state == "encrypted"


def test_an_encrypted_mail_in_a_mailbox_costs_no_other() -> None:
    sealed = HEAD + b"Content-Type: application/pkcs7-mime\n\nMIIB\n\n"
    box = b"From a Tue Mar  3 09:15:00 2020\n" + sealed + b"From b Tue Mar  3 09:15:00 2020\n" + HEAD + b"\nReadable.\n"
    assert text(box, mail.MAILBOX).endswith("Readable.")
    assert ENCRYPTED in opened(box, mail.MAILBOX).about.notes


def test_a_signature_is_no_attachment() -> None:
    signed = b"Content-Type: multipart/signed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSigned text.\n"
    data = HEAD + signed + b"--b\nContent-Type: application/pgp-signature; name=signature.asc\n\nxyz\n--b--\n"
    assert body(data) == "Signed text."
    assert members(data) == []


def test_lines_that_were_broken_to_be_sent_are_whole_again() -> None:
    flowed = HEAD + b"Content-Type: text/plain; format=flowed\n\nThe rent \nis due.\nNext.\n> They \n> said.\n"
    assert body(flowed) == "The rent is due.\nNext.\n> They said."


@pytest.mark.parametrize("stated", [b"", b"; boundary=other", b'; boundary="'])
def test_parts_are_found_where_what_parts_them_is_not_stated(stated: bytes) -> None:
    parts = b"--x1\nContent-Type: text/plain\n\nRent is due.\n--x1\nContent-Type: text/plain; name=a.txt\n"
    data = HEAD + b"Content-Type: multipart/mixed" + stated + b"\n\n" + parts
    data += b"Content-Disposition: attachment\n\nAnnex.\n--x1--\n"
    assert body(data) == "Rent is due."
    assert [(member.name, member.data.strip()) for member in members(data)] == [("a.txt", b"Annex.")]


def test_a_text_that_only_says_that_it_has_parts() -> None:
    assert body(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\nRent is due.\n") == "Rent is due."


def test_parts_in_parts_without_end_leave_what_stands_above_them() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(3000))
    start = time.thread_time()
    for depth in (70, 3000):
        data = HEAD + b"\n--".join(nested.split(b"\n--")[: depth + 1]) + b"\nContent-Type: text/plain\n\nDeep.\n"
        assert "Subject: Lease" in text(data)
        assert UNREAD in opened(data).about.notes
    assert time.thread_time() - start < 20


def test_a_thousand_attachments_come_one_by_one_up_to_the_limit() -> None:
    parts = b"".join(b"--b\nContent-Type: application/pdf; name=%d.pdf\n\nx\n" % number for number in range(1000))
    data = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + parts + b"--b--\n"
    assert len(members(data)) == 1000
    few = opened(data, limits=ParseLimits(members=10))
    assert len(list(few.members(Cancel()))) == 10
    assert "first 10 of 1000 attachments" in few.about.notes[0]


def test_what_is_no_base64_costs_that_attachment_at_most() -> None:
    part = b"--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n=A!\xff\n"
    data = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nRent.\n" + part + b"--b--\n"
    assert [member.name for member in members(data)] == ["a.pdf"]
    assert body(data) == "Rent."


def test_nothing_at_all_is_said_to_be_empty() -> None:
    with pytest.raises(DocumentError) as caught:
        opened(b"\n\n")
    assert caught.value.state == "empty"


# ── mailboxes ────────────────────────────────────────────────────────────────────────────────────────────────────────

BOX = (
    b"From ann Tue Mar  3 09:15:00 2020\n" + HEAD + b"\nFirst.\n>From here on it is quoted.\n\n"
    b"From bob Tue Mar  3 09:16:00 2020\n" + HEAD.replace(b"Lease", b"Notice") + b"Content-Type: multipart/mixed; boundary=b\n\n"
    b"--b\n\nSecond.\n--b\nContent-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\nAnnex.\n--b--\n"
)


def test_a_mailbox_is_its_mails() -> None:
    document = opened(BOX, mail.MAILBOX)
    pages = list(document.pages(Cancel()))
    assert [page.label for page in pages] == ["mail 1", "mail 2"]
    assert pages[0].text.endswith("First.\nFrom here on it is quoted.")
    assert [heading.title for heading in document.about.outline] == ["Lease", "Notice"]
    assert [(member.name, member.data) for member in document.members(Cancel())] == [("mail 2/a.txt", b"Annex.")]


def test_a_mailbox_that_is_too_long_says_so() -> None:
    about = opened(BOX, mail.MAILBOX, ParseLimits(pages=1)).about
    assert about.page_count == 1
    assert "Only the first 1 mails" in about.notes[0]


def test_what_is_no_mailbox_is_damaged() -> None:
    with pytest.raises(DocumentError) as caught:
        opened(b"Nothing of the kind.\n", mail.MAILBOX)
    assert caught.value.state == "damaged"
