"""How the model of wirecopy/cleaning is made: labels from the corpora's golds, features, two forests, cross-validation."""
