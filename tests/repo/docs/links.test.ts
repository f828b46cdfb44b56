import { expect, test } from 'vitest';
import { anchorsOf, isInRepository, proseOf, readPages, targetOf, type Page } from '../../kit/docs/pages.js';

const pages = readPages();

test.each(pages)('every link of $path leads somewhere', (page) => {
  expect(deadLinks(page, pages)).toEqual([]);
});

test.each([
  ['a file that is not there', 'See [it](docs/nowhere.md).', ['docs/nowhere.md']],
  ['a heading that is not there', '# Here\n\n[there](#there)', ['#there']],
  ['a heading that another page has not', '[there](CHANGELOG.md#nowhere)', ['CHANGELOG.md#nowhere']],
  ['a file outside the repository', '[there](../elsewhere.md)', ['../elsewhere.md']],
  ['a link definition', '[there]\n\n[there]: docs/nowhere.md', ['docs/nowhere.md']],
])('%s is found', (_, text, dead) => {
  expect(deadLinks({ path: 'README.md', text }, pages)).toEqual(dead);
});

test.each([
  ['the web', '[OTLP](https://opentelemetry.io/docs/specs/otlp/)'],
  ['a heading of its own', '# With `code`, and more\n\n[here](#with-code-and-more)'],
  ['a file', '[log](CHANGELOG.md)'],
  ['what stands in a fenced block', '```md\n[there](nowhere.md)\n```'],
])('a link to %s is fine', (_, text) => {
  expect(deadLinks({ path: 'README.md', text }, pages)).toEqual([]);
});

function deadLinks(page: Page, all: readonly Page[]): readonly string[] {
  const prose = proseOf(page);
  const inline = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, href = '']) => href);
  const defined = [...prose.matchAll(/^\[[^\]]+\]: (\S+)/gm)].map(([, href = '']) => href);
  return [...inline, ...defined].filter((href) => {
    const target = targetOf(page, href);
    if (!target) return false;
    if (target.path !== page.path && !isInRepository(target.path)) return true;
    if (target.anchor === undefined) return false;
    const to = target.path === page.path ? page : all.find(({ path }) => path === target.path);
    return !to || !anchorsOf(to).has(target.anchor);
  });
}
