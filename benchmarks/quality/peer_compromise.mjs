// Runs compromise's quotation finder on gold articles; started by compare.py. It names no speakers.
import { readFileSync } from 'node:fs'
import nlp from 'compromise'

const articles = process.argv.slice(2).flatMap((path) =>
  readFileSync(path, 'utf8').split('\n').filter((line) => line.trim()).map((line) => JSON.parse(line)),
)
nlp('The first call warms up.').quotations()

const found = {}
const started = performance.now()
for (const { id, text } of articles) {
  let from = 0
  found[id] = []
  for (const { text: words } of nlp(text).quotations().json({ terms: false })) {
    // Its own offsets start after the opening mark and count the white space behind; the words are exact.
    const start = text.indexOf(words, from)
    if (start < 0) continue
    from = start + words.length
    found[id].push({ speaker: null, cue: null, start, end: from })
  }
}
// Its offsets count UTF-16 units; the scorer's count code points.
const points = (text, unit) => Array.from(text.slice(0, unit)).length
const seconds = (performance.now() - started) / 1000
for (const { id, text } of articles) {
  for (const quotation of found[id]) {
    quotation.start = points(text, quotation.start)
    quotation.end = points(text, quotation.end)
  }
}
console.log(JSON.stringify({ found, failed: [], seconds }))
