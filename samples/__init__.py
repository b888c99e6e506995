"""Sample documents about an invented province, written for cancu; none of them is a real document."""
