# SPDX-License-Identifier: Apache-2.0
"""The only door to the crypto libraries: keys, sealed bytes, signatures, age files, fingerprints.

Nothing here knows schools, files or tables. Import the modules by name; each loads only the
library that it needs.
"""
