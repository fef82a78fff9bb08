import { base64, sha256sum, tee } from "./bytes.ts";
import { cat } from "./cat.ts";
import { cut, tr } from "./columns.ts";
import { wc } from "./count.ts";
import { cp, mkdir, mv, rm, rmdir, touch } from "./files.ts";
import { grep } from "./grep.ts";
import { head, tail } from "./head-tail.ts";
import { ls } from "./ls.ts";
import { basename, dirname, seq } from "./names.ts";
import { sed } from "./sed.ts";
import { sort, uniq } from "./sort.ts";
import { tar } from "./tar.ts";
import { date, sleep } from "./time.ts";

/** The everyday filters by name, each a program of its own. */
export const filters = {
  cat,
  ls,
  mkdir,
  rmdir,
  rm,
  cp,
  mv,
  touch,
  grep,
  head,
  tail,
  wc,
  sort,
  uniq,
  cut,
  tr,
  sed,
  tee,
  tar,
  base64,
  sha256sum,
  basename,
  dirname,
  seq,
  sleep,
  date,
};
