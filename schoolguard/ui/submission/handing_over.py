# SPDX-License-Identifier: Apache-2.0
"""Handing packages over by hand: to a stick or folder, or into a mail; noted once written."""

from collections.abc import Callable
from pathlib import Path

from schoolguard import submission
from schoolguard.kernel.errors import UserError
from schoolguard.submission import PackageFile, Sent, Way
from schoolguard.submission.mail import Address, mail_name, write_mail
from schoolguard.ui.submission.dialogs import StickDialog
from schoolguard.ui.tasks import Progress
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.page import Page


class HandingOver:
    """Writes packages out on behalf of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._desk = page.desk
        self._texts = page.desk.texts

    def to_stick(self, chosen: tuple[Sent, ...]) -> None:
        """Write packages to a stick or folder."""
        folder = StickDialog.ask(self._page, self._desk.texts, submission.removable_volumes())
        if folder is not None:
            self._with_files(chosen, lambda files: self._write_files(folder, files))

    def to_mail(self, chosen: tuple[Sent, ...]) -> None:
        """Write a mail with packages for the mail program."""
        self._with_files(chosen, self._write_mail)

    def _with_files(
        self, chosen: tuple[Sent, ...], use: Callable[[tuple[PackageFile, ...]], None]
    ) -> None:
        ids = [one.id for one in chosen]
        self._desk.tasks.query(self._page, lambda view: submission.package_files(view, ids), use)

    def _write_files(self, folder: Path, files: tuple[PackageFile, ...]) -> None:
        def write(progress: Progress) -> None:
            submission.clear_parts(folder)
            for number, file in enumerate(files):
                progress.step(number, len(files))
                submission.write_file(folder, file.name, file.data)

        self._desk.tasks.work(
            self._page,
            write,
            lambda _: self._note_handover(files, Way.FOLDER, folder.name or str(folder)),
            label=self._texts("submission.page.writing"),
        )

    def _write_mail(self, files: tuple[PackageFile, ...]) -> None:
        title = self._texts("submission.page.mail")
        path = Chooser.save_file(self._page, title, mail_name(files), "E-mail (*.eml)")
        if path is None:
            return
        data = write_mail(files, Address(self._desk.school.settings.name), self._desk.texts)
        try:
            submission.write_file(path.parent, path.name, data, replace=True)
        except UserError as error:
            self._desk.notify.error(error)
            return
        self._note_handover(files, Way.MAIL, path.name)

    def _note_handover(self, files: tuple[PackageFile, ...], way: Way, place: str) -> None:
        ids = [file.id for file in files]
        self._desk.tasks.change(
            self._page,
            lambda unit: submission.mark_handed_over(unit, ids, way),
            lambda _: self._desk.notify.done(
                self._texts("submission.page.done.written", count=len(ids), place=place)
            ),
        )
