"""Radiation: sites, doses, fractions and days, radionuclides, doses of organs."""
