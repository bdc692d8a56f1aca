"""The tests: library/, law/, web/, browser/ and api/ for behaviour, repository/ for the house laws."""
