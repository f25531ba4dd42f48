"""The real servers that tests need: one of each for a whole run, started when first asked for."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
import pytest

from lianxun.local.engine import Wishes
from lianxun.local.home import local_home
from lianxun.local.kafka import KafkaServer
from lianxun.local.postgres import PostgresServer
from lianxun.local.postgres_programs import postgres_environment, postgres_program
from lianxun.local.waiting import exclusive

# Tests may lose their data at a power cut. The durable settings have tests of their own.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
STATEMENT_SECONDS_MAX = 60.0
