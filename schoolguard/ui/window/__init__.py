# SPDX-License-Identifier: Apache-2.0
"""The main window: sidebar, header, message bar, pages, progress, lock."""

from schoolguard.ui.window.main import MainWindow

__all__ = ["MainWindow"]
