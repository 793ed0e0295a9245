"""What tissue and cells show: specimens, what they hold, stains, flow cytometry, marrow."""
