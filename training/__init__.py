"""Recipe of the bundled language model: public data in, weights out. Nothing in flows/ imports this package."""
