# SPDX-License-Identifier: Apache-2.0
"""One calm look: colours by meaning, a type scale, a spacing grid, the bundled font, icons."""
