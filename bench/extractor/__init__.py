"""How the model of wirecopy/cleaning is made: labels from the corpora, features, two forests, cross-validation."""
