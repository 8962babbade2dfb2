// A link for an editor's bookmarks: pressed on an article, it opens the page that puts it into the inbox.

/** It reads the address and the title of the page, and changes nothing by itself. `url`: where the console is. */
export function bookmarkletFor(url: string): string {
  const place = JSON.stringify(`${url}/console/inbox/add?came=bookmarklet&url=`);
  const script = `void(open(${place}+encodeURIComponent(location.href)+'&title='+encodeURIComponent(document.title)))`;
  return `javascript:${encodeURI(script)}`;
}
