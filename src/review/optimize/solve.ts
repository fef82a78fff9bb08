/**
 * Solves `matrix · x = right` for a symmetric positive definite matrix (Cholesky); undefined when it isn't one.
 */
export function solvePositive(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const size = right.length;
  const lower = matrix.map(() => Array.from({ length: size }, () => 0));
  const at = (rows: readonly (readonly number[])[], row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = at(matrix, row, column);
      for (let k = 0; k < column; k++) sum -= at(lower, row, k) * at(lower, column, k);
      if (row === column && !(sum > 0)) return undefined;
      const target = lower[row];
      if (target) target[column] = row === column ? Math.sqrt(sum) : sum / at(lower, column, column);
    }
  }
  const half: number[] = [];
  for (let row = 0; row < size; row++) {
    let sum = right[row] ?? 0;
    for (let k = 0; k < row; k++) sum -= at(lower, row, k) * (half[k] ?? 0);
    half.push(sum / at(lower, row, row));
  }
  const result = Array.from({ length: size }, () => 0);
  for (let row = size - 1; row >= 0; row--) {
    let sum = half[row] ?? 0;
    for (let k = row + 1; k < size; k++) sum -= at(lower, k, row) * (result[k] ?? 0);
    result[row] = sum / at(lower, row, row);
  }
  return result;
}
