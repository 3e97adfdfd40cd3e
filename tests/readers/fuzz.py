"""How many damaged files a reader is given; the rest as tests/conftest.py says."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

FUZZ = settings(max_examples=150, suppress_health_check=list(HealthCheck))
