"""One application a person where the service says so: the person is who it is for, not who files it; and who
files for oneself is oneself."""

import pytest
from assisting import LI, fresh
from form_samples import ROOT
from test_applications import ALLOWANCE, apply
from world import done, fields, refused, take

import json

OTHER = {"name": "示例老人乙", "id_number": "990101195506010180"}
