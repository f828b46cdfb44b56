import { isAt, NAME, skip, skipBack, WORD } from '../text/chars.js';
import { isDrawnHex, looksRandom } from '../values/randomness.js';
import type { Rule } from '../scan/rule.js';

const VENDORS = `
adafruit airtable algolia alibaba asana atlassian bitbucket bittrex cloudflare codecov coinbase confluent contentful datadog
discord droneci dropbox etsy facebook fastly finicity finnhub flickr freshbooks gitter gocardless heroku hubspot intercom
jfrog artifactory kraken kucoin launchdarkly linkedin mailgun mattermost meraki messagebird netlify newrelic new_relic nytimes okta
plaid rapidapi sendbird sentry snyk squarespace sumologic telegram travis twilio twitch twitter zendesk contribsys
`;
// What else a vendor is tied to is drawn too, and no secret.
const FACT =
  /(?:^|[._-])(?:ids?|uuid|guid|sha\d*|commit|digest|checksum|hash|etag|version|ray|trace|span|request|correlation|release|build|deploy(?:ment)?|image|revision|slug|host|domain|region|url|uri|channel|event|page|user|name)$|(?:Id|Sha|Commit|Hash|Digest|Version)$/i;
const REACH = 32;
// Bounded, so that a long value costs each name in it little.
const VALUE = /["'`\]\\]{0,3}[ \t]{0,4}(?:=>|:=|[=:])[ \t]{0,4}\\?["'`]?([\w:.~+=|-]{14,128})(?![\w/+-])/y;

/** `HEROKU=x`, `"cloudflare": "x"`: what was drawn at random and is tied to the name of a vendor whose tokens have no mark. */
export const vendorNameRule: Rule = {
  name: 'vendor-name',
  triggers: VENDORS.trim().split(/\s+/),
  find(text, from, to, findings) {
    const start = skipBack(text, from, NAME, from - REACH);
    let end = skip(text, to, NAME, to + REACH);
    while (end > to && !isAt(text, end - 1, WORD)) end--;
    findings.skipTo(end);
    if (FACT.test(text.slice(start, end))) return;
    VALUE.lastIndex = end;
    const value = VALUE.exec(text)?.[1];
    if (value !== undefined && (looksRandom(value) || isDrawnHex(value.replace(':', ''))))
      findings.redact(VALUE.lastIndex - value.length, VALUE.lastIndex);
  },
};
