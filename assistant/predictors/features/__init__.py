"""What predictors look at: columns read from facts about accounts."""
