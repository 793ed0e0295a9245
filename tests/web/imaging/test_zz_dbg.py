from tests.web.imaging.test_slide_in_a_browser import *
from tests.site import chromium
def test_dbg(chromium, site):
    opened = context(chromium, width=DESKTOP)
    p = signed_in(opened.new_page(), site)
    p.on("console", lambda said: print("CONSOLE", said.type, said.text[:80], said.location, p.url))
    p.add_init_script("document.addEventListener('securitypolicyviolation', e => console.log('VIOL', e.sourceFile, e.lineNumber, e.columnNumber, e.sample, new Error().stack))")
    go_to(p, "Synthetic A")
    print("settled")
    pixels(p)
    print("shot")
    import time
    t=p.evaluate("performance.getEntriesByType('resource').map(e=>[e.name.slice(-30), Math.round(e.startTime), Math.round(e.duration)])")
    for x in t: print(x)
    p.screenshot(path="/tmp/h/slides/desk.png", full_page=True)
