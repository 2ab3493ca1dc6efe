"""Runs the lints that are named, or all: python tests/lint/run.py [layers sizes i18n terms clean docs forms boot generated]."""

from __future__ import annotations

import sys

import boot
import clean
import forms
import generated
import layers
import sizes
import terms

import docs
import i18n

LINTS = {
    "layers": layers,
    "sizes": sizes,
    "i18n": i18n,
    "terms": terms,
    "clean": clean,
    "docs": docs,
    "forms": forms,
    "boot": boot,
    "generated": generated,
}


def main() -> int:
    """Prints the findings; 1 when there are any."""
    names = sys.argv[1:] or list(LINTS)
    wrong = 0
    for name in names:
        found = LINTS[name].check()
        for finding in found:
            print(finding)
        print(f"lint {name}: {'ok' if not found else f'{len(found)} findings'}")
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
