# SPDX-License-Identifier: Apache-2.0
"""The page of the room `disinfection`."""

from typing import ClassVar

from schoolguard.kernel.changes import Changes
from schoolguard.ui.widgets.page import Page


class DisinfectionPage(Page):
    """The room's home in the window."""

    title_key: ClassVar[str] = "ui.page.disinfection"
    help_chapter: ClassVar[str] = "index"
    concerns: ClassVar[Changes] = Changes.DISINFECTION
