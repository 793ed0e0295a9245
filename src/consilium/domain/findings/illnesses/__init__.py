"""Signs, symptoms, illnesses and toxicities, with the grade as written."""
