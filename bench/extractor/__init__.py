"""How the model of wirecopy/cleaning is made: labels from the corpora, features, a forest, cross-validation."""
