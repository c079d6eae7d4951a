# SPDX-License-Identifier: Apache-2.0
"""A package as a mail that the school's mail program opens ready to send.

`X-Unsent: 1` makes mail programs open the file as a draft. The text says what is attached and how
the bureau can check it; it holds no figures, since mail is not encrypted.
"""

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage

from schoolguard.kernel.texts import Texts
from schoolguard.submission.queries import PackageFile


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a mail is from and to; `to` may be empty, to be filled in by hand."""

    school: str
    to: str = ""


def write_mail(files: tuple[PackageFile, ...], address: Address, texts: Texts) -> bytes:
    """Return the ``.eml`` file with the packages attached."""
    days = ", ".join(str(file.report_on) for file in files)
    message = EmailMessage(policy=policy.SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = texts("submission.mail.subject", school=address.school, days=days)
    if address.to:
        message["To"] = address.to
    names = "\n".join(file.name for file in files)
    message.set_content(texts("submission.mail.body", school=address.school, files=names))
    for file in files:
        message.add_attachment(
            file.data, maintype="application", subtype="octet-stream", filename=file.name
        )
    return message.as_bytes()


def mail_name(files: tuple[PackageFile, ...]) -> str:
    """Return the name of the mail's file: that of its last package."""
    return f"{files[-1].name.removesuffix('.sgp')}.eml"
