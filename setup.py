"""Which folders make the package; everything else is in pyproject.toml."""

from setuptools import find_packages, setup

carried = {"parity._r_scripts": "r_scripts", "parity._fixtures": "fixtures"}
setup(packages=find_packages(include=["parity", "parity.*"]) + list(carried), package_dir=carried)
