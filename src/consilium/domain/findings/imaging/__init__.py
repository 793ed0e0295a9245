"""What imaging shows: lesions and organs, sizes, uptake, scores, each tied to its study."""
