// What a street's server has, from its own tables: one reader for all streets of a run (filed.py).
import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { needed } from './server.mjs';

/**
 * @typedef {object} Filed
 * @property {{number: string, title: string, description: string, answers: string, pictures: string[], mandates: string[]}[]} cases
 * @property {Record<string, {person: string, evidence: {strokes?: number[][][]}}>} mandates by id
 * @property {string[]} persons ids
 * @property {Record<string, {visit: string, result: string, note: string, pictures: string[]}>} tries of visits, by id
 * @property {{hash: string, there: boolean}[]} pictures what became of those that were asked about
 */

export class FiledReader {
  #child = spawn(needed('OW_PYTHON'), [path.join(import.meta.dirname, 'filed.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  #lines = readline.createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  /** One question after the other. @type {Promise<unknown>} */
  #last = Promise.resolve();

  /**
   * @param {string} data folder of the server
   * @param {string[]} pictures base64, as the device had them
   * @returns {Promise<Filed>}
   */
  read(data, pictures) {
    const answer = this.#last.then(async () => {
      this.#child.stdin.write(`${JSON.stringify({ data, pictures })}\n`);
      const { value, done } = await this.#lines.next();
      if (done) throw new Error('what is filed cannot be read');
      return JSON.parse(value);
    });
    this.#last = answer.catch(() => {});
    return answer;
  }

  close() {
    this.#child.kill();
  }
}
