"""Measures the recipe on TweetEval's sentiment."""

from benchmarks.text.bench import bench

PROTOCOL = (
    "Trained on SemEval-2017 4A less every text of TweetEval's val and test (compared unescaped, users and links "
    "masked, casefolded, without punctuation); development: val, 2,000; test: 12,284 tweets, three sentiments, by "
    "macro-recall."
)

if __name__ == "__main__":
    bench("text_tweeteval", "tweeteval", PROTOCOL)
