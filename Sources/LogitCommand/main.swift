print("logit")
