"""How the console writes dates: as one may sort them."""
