// usage: node reports.mjs DIRECTORY NAME…
// Each workbook, read by exceljs, holds what the JSON of the same report tells: cells of the types
// of their columns, a frozen header, a filter, and a cover sheet that states what it is about. The
// tables and lines beside it, read by fast-csv and line by line, hold the same rows.
import { readFileSync } from "node:fs";
import assert from "node:assert/strict";
import ExcelJS from "exceljs";
import { parseString } from "@fast-csv/parse";

const [directory, ...names] = process.argv.slice(2);
const text = (file) => readFileSync(`${directory}/${file}`, "utf8");
const listed = new Map(JSON.parse(text("reports.json")).items.map((each) => [each.name, each]));
const day = (value) => value.toISOString().slice(0, 10);

// What the cell of a column is, as JSON tells it.
function told(cell, type) {
  if (cell.type === ExcelJS.ValueType.Null) return null;
  if (type === "text") {
    assert.ok([ExcelJS.ValueType.String, ExcelJS.ValueType.SharedString, ExcelJS.ValueType.RichText].includes(cell.type));
    return cell.text;
  }
  if (type === "date") return typeof cell.value === "string" ? cell.value : day(cell.value);
  if (type === "instant") return cell.value.toISOString();
  assert.equal(cell.type, type === "truth" ? ExcelJS.ValueType.Boolean : ExcelJS.ValueType.Number);
  return cell.value;
}

const table = (content) =>
  new Promise((resolve, reject) => {
    const rows = [];
    parseString(content, { headers: true })
      .on("data", (row) => rows.push(row))
      .on("end", () => resolve(rows))
      .on("error", reject);
  });

for (const name of names) {
  const { columns, title } = listed.get(name);
  const { items, about } = JSON.parse(text(`${name}.json`));
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(`${directory}/${name}.xlsx`);
  const [cover, sheet] = book.worksheets;
  assert.deepEqual([cover.name, sheet.name], ["About", name]);
  assert.equal(cover.getCell("A1").text, title);
  const lines = new Map();
  cover.eachRow((row) => lines.set(row.getCell(1).text, row.getCell(2).value));
  assert.equal(lines.get("as_of"), about.as_of);
  assert.equal(lines.get("rows"), items.length);
  assert.ok(lines.get("checkpoint").length > 0 && lines.get("known_at").includes(`${about.known_at.seq}`));
  assert.equal(sheet.views[0].state, "frozen");
  assert.equal(sheet.views[0].ySplit, 1);
  assert.ok(sheet.autoFilter);
  assert.equal(sheet.actualRowCount, items.length + 1);
  columns.forEach((column, n) => assert.equal(sheet.getCell(1, n + 1).text, column.name));
  items.forEach((item, line) =>
    columns.forEach(({ name: column, type }, n) =>
      assert.deepEqual(told(sheet.getCell(line + 2, n + 1), type), item[column], `${name} ${line} ${column}`),
    ),
  );
  const rows = await table(text(`${name}.csv`));
  assert.equal(rows.length, items.length);
  rows.forEach((row, line) => {
    for (const { name: column, type } of columns) {
      const value = item_text(items[line][column], type);
      assert.equal(type === "money" && row[column] ? Number(row[column]) : row[column],
        type === "money" && value ? Number(value) : value, `${name} ${line} ${column}`);
    }
  });
  const ndjson = text(`${name}.ndjson`).trim();
  assert.deepEqual(ndjson === "" ? [] : ndjson.split("\n").map((line) => JSON.parse(line)), items);
  console.log(`${name}: ${items.length} rows, ${columns.length} columns`);
}

function item_text(value, type) {
  if (value === null) return "";
  if (type === "text" && /^ *[=+\-@\t\r]/.test(value)) return `'${value}`;
  return String(value);
}
