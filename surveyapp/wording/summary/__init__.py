"""The sentences of the comparative summary, of fixed wordings in each language: numbers in words, names in their order.

question       what the States said to one question
difficulties   what States named as difficulties
report         what stands around the questions: mandate, method, level, gaps, changes
fixed          headings, captions, notes
"""
