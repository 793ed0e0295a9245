"""What reports on blood, marrow, transplants and the blood bank write in forms of their own."""
