// Elements of a page, made without writing HTML.

// An element: make("p", {class: "note"}, "text", otherElement).
export function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false)
      element.setAttribute(key, value === true ? "" : value);
  element.append(...content.filter((part) => part !== undefined && part !== null));
  return element;
}

// A description without the marks of Markdown.
export const plain = (markdown = "") => markdown.replaceAll("`", "");
