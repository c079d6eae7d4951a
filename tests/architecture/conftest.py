# SPDX-License-Identifier: Apache-2.0
"""No test here needs a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
