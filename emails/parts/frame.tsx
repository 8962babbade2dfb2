// What every mail is framed by: head, paper, one sheet of at most 600 px.
/** @jsxImportSource react */
import { Head, Html } from '@react-email/components';
import type { ReactNode } from 'react';
import { padPreheader } from '../../src/digest/checks/inbox-row.ts';
import { createLook, type LookInput, LookProvider } from '../look.tsx';
import { darkCss, outlookComCss, sheetWidth, wideCss } from '../theme.ts';
import { Layout, WordOnly } from './block.tsx';

interface FrameProps extends LookInput {
  title: string;
  /** What an inbox shows after the subject; hidden in the mail itself. */
  preheader: string;
  /** On the paper above the sheet. */
  top?: ReactNode;
  /** On the sheet. */
  children: ReactNode;
  /** On the paper below the sheet. */
  bottom: ReactNode;
}

export function Frame({ title, preheader, top, children, bottom, ...lookInput }: FrameProps) {
  const look = createLook(lookInput);
  const { language, colours: light } = look;
  const { dark } = look.palettes;
  const dir = directionOf(language);
  return (
    <LookProvider look={look}>
      <Html lang={language} dir={dir}>
        <Head>
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="supported-color-schemes" content="light dark" />
          <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
          <title>{title}</title>
          <Css text={wideCss} />
          <Css text={darkCss(dark)} />
          <Css text={outlookComCss(dark)} />
          <WordOnly code="head" />
        </Head>
        <body className="paper" style={{ margin: 0, padding: 0, backgroundColor: light.paper }}>
          {/* Web mail throws html and body away, and with them what they say of the language. */}
          {/* biome-ignore lint/a11y/useSemanticElements: mail clients drop elements newer than HTML 4 */}
          <div
            role="main"
            lang={language}
            dir={dir}
            className="paper g"
            style={{ backgroundColor: light.paper }}
          >
            <div style={hidden}>{preheader + padPreheader(preheader, language)}</div>
            <Layout>
              <tr>
                <td
                  align="center"
                  className="paper"
                  style={{
                    backgroundColor: light.paper,
                    fontFamily: look.type.gothic,
                    wordBreak: 'break-word',
                  }}
                >
                  <WordOnly code="open" />
                  <Layout
                    align="center"
                    style={{ maxWidth: sheetWidth, textAlign: dir === 'rtl' ? 'right' : 'left' }}
                  >
                    <tr>
                      <td className="pad" style={paperCell}>
                        {top}
                      </td>
                    </tr>
                    <tr>
                      <td
                        className="sheet ink round"
                        style={{
                          backgroundColor: light.sheet,
                          color: light.ink,
                          borderTop: `4px solid ${light.mark}`,
                        }}
                      >
                        {children}
                      </td>
                    </tr>
                    <tr>
                      <td className="pad soft" style={{ ...paperCell, color: light.soft }}>
                        {bottom}
                      </td>
                    </tr>
                  </Layout>
                  <WordOnly code="close" />
                </td>
              </tr>
            </Layout>
          </div>
        </body>
      </Html>
    </LookProvider>
  );
}

const paperCell = { padding: '4px 22px', fontSize: 16 };

/** Not shown, in no client we know of. */
export const hidden = {
  display: 'none',
  maxHeight: 0,
  overflow: 'hidden',
  opacity: 0,
  msoHide: 'all',
} as const;

/** A style element as it is: React would escape its text. All of it is our own. */
function Css({ text }: { text: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made by theme.ts from checked colours, no input
  return <style dangerouslySetInnerHTML={{ __html: text }} />;
}

const rightToLeft = /^(ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)\b|-(arab|hebr)\b/i;

/** The direction a language is written in, by its script or its usual one. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.test(language) ? 'rtl' : 'ltr';
}
