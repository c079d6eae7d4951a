# SPDX-License-Identifier: Apache-2.0
"""Cases of infectious disease and their contacts 病例与密接: found, reported, followed to the end.

A case walks from suspected to confirmed or excluded. Its reports have a clock, its measures are
ticked, its contacts are proposed from class, seat row, dormitory, family, bus and isolation room
and watched for the days that the disease asks for.
"""
