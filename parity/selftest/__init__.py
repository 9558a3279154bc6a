"""Mistakes that people make, planted in a copy of parity one at a time: is each noticed, and by what?"""
