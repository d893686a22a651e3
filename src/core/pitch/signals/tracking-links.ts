import type { Signal } from '../signal.ts'

const trackers =
  /^https?:\/\/(?:[^/]{0,80}\.)?(?:hubspotlinks\.com|hs-sites\.com|sendgrid\.net|mailtrack\.io|lemlist\.com|list-manage\.com|mandrillapp\.com|mjt\.lu|sendibt\d\.com|r\.[a-z]{2,20}\.sib|klclick\d?\.com|getresponse\.com|qksrv\.net|customeriomail\.com|bit\.ly|tinyurl\.com|smartlead\.ai)\/|^https?:\/\/(?:click|clicks|track|trk|links?|go|email|t|url\d{1,5})\.[^/]{3,80}\/.{12}|[?&]utm_(?:source|campaign|medium)=/iu

/** Counts clicks or openings: links through a tracker, or a picture of one pixel. */
export const trackingLinks: Signal = {
  name: 'tracking',
  read: ({ links, html }) => {
    const tracked = links.slice(0, 50).some((link) => trackers.test(link.slice(0, 400)))
    if (tracked) return { weight: 0.9 }
    return html !== null && html.pixels > 0 ? { weight: 0.5 } : undefined
  },
}
