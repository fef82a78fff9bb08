import { parseDefinitions } from "./parser/parse.ts";
import type { Definition } from "./syntax.ts";

/** What the manual defines by other filters, in jq itself. */
const source = `
def map(f): [.[] | f];
def select(f): if f then . else empty end;
def recurse(f): def r: ., (f | r); r;
def recurse(f; cond): def r: ., (f | select(cond) | r); r;
def recurse: recurse(.[]?);
def values: select(. != null);
def nulls: select(. == null);
def booleans: select(type == "boolean");
def numbers: select(type == "number");
def strings: select(type == "string");
def arrays: select(type == "array");
def objects: select(type == "object");
def iterables: select(type == "array" or type == "object");
def scalars: select(type != "array" and type != "object");
def error(msg): msg | error;
def add(f): reduce f as $x (null; . + $x);
def add: add(.[]);
def in(xs): . as $x | xs | has($x);
def inside(xs): . as $x | xs | contains($x);
def map_values(f): .[] |= f;
def del(f): delpaths([path(f)]);
def to_entries: [keys_unsorted[] as $k | {key: $k, value: .[$k]}];
def from_entries: reduce .[] as $x ({}; . + { ($x | if .key == null then (.k // .name // .Name // .K // .Key) else .key end
    | if type == "string" then . else tojson end): ($x | if has("value") then .value elif has("v") then .v else .Value end) });
def with_entries(f): to_entries | map(f) | from_entries;
def paths: path(..) | select(length > 0);
def paths(f): . as $dot | paths | select(. as $p | $dot | getpath($p) | f);
def leaf_paths: paths(scalars);
def pick(f): . as $top | reduce path(f) as $p (null; setpath($p; $top | getpath($p)));
def any: reduce .[] as $x (false; . or $x);
def all: reduce .[] as $x (true; . and $x);
def any(f): reduce (.[] | f) as $x (false; . or $x);
def all(f): reduce (.[] | f) as $x (true; . and $x);
def any(g; f): reduce (g | f) as $x (false; . or $x);
def all(g; f): reduce (g | f) as $x (true; . and $x);
def isempty(g): label $go | (g | false, break $go), true;
def first: .[0];
def last: .[-1];
def last(f): reduce f as $x (null; $x);
def nth($n): .[$n];
def nth($n; f): if $n < 0 then error("Out of bounds negative array index") else last(limit($n + 1; f)) end;
def skip($n; f): foreach f as $x ($n; . - 1; if . < 0 then $x else empty end);
def until(cond; update): def u: if cond then . else (update | u) end; u;
def while(cond; update): def w: if cond then ., (update | w) else empty end; w;
def repeat(f): def r: ., (f | r); r;
def index($i): indices($i) | .[0];
def rindex($i): indices($i) | .[-1:][0];
def match(re): _match(re; null)[];
def match(re; flags): _match(re; flags)[];
def capture(re; flags): match(re; flags) | [.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
def capture(re): capture(re; null);
def scan(re; flags): match(re; "g" + flags) | if (.captures | length) > 0 then [.captures[].string] else .string end;
def scan(re): scan(re; null);
def split(re; flags): . as $s | [foreach ((match(re; flags + "g") | [.offset, .length]), null) as $m
    ({at: 0}; if $m == null then .piece = $s[.at:] else .piece = $s[.at:$m[0]] | .at = $m[0] + $m[1] end; .piece)];
def splits(re; flags): split(re; flags) | .[];
def splits(re): splits(re; null);
def sub(re; text; flags): . as $s
  | reduce match(re; flags) as $m ({at: 0, out: ""};
      .out += $s[.at:$m.offset] + ($m.captures | map(select(.name != null) | {key: .name, value: .string}) | from_entries | text)
      | .at = $m.offset + $m.length)
  | .out + $s[.at:];
def sub(re; text): sub(re; text; "");
def gsub(re; text; flags): sub(re; text; flags + "g");
def gsub(re; text): sub(re; text; "g");
def join($text): if length == 0 then "" else reduce .[] as $x (null; (if . == null then "" else . + $text end)
  + ($x | if . == null then "" elif type == "boolean" or type == "number" then tojson else . end)) end;
def todateiso8601: todate;
def fromdate: fromdateiso8601;
def toarray: if type == "array" then . else [.] end;
def transpose: . as $in | [range(map(length) | max // 0) as $i | [$in[][$i]]];
def combinations: if length == 0 then [] else .[0][] as $x | (.[1:] | combinations) as $w | [$x] + $w end;
def walk(f): def w: if type == "object" then map_values(w) elif type == "array" then map(w) else . end | f; w;
def IN(s): any(s == .; .);
def IN(src; s): any(src == s; .);
def INDEX(stream; f): reduce stream as $row ({}; .[$row | f | tostring] |= $row);
def INDEX(f): INDEX(.[]; f);
def JOIN($idx; f): [.[] | [., $idx[f]]];
def JOIN($idx; stream; f): stream | [., $idx[f]];
def JOIN($idx; stream; f; g): stream | [., $idx[f]] | g;
def bsearch($x): . as $in | [0, length]
  | until(.[0] >= .[1]; ((add / 2) | floor) as $mid | if $in[$mid] < $x then [$mid + 1, .[1]] else [.[0], $mid] end)
  | .[0] | if $in[.] == $x and . < ($in | length) then . else -1 - . end;
def tostream: path(def r: (.[]? | r), .; r) as $p | getpath($p) | reduce path(.[]?) as $q ([$p, .]; [$p + $q]);
def halt_error: error;
def debug(f): (f | debug | empty), .;
def finites: select(isinfinite or isnan | not);
def normals: select(isnormal);
`;

let parsed: readonly Definition[] | undefined;

/** The definitions of the prelude, parsed when they are first needed. */
export const prelude = (): readonly Definition[] => (parsed ??= parseDefinitions(source));
