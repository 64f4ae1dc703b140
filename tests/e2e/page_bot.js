// The program with its page: the demo, or a village without any platform; and a browser.
'use strict';
const fs = require('fs');
const os = require('os');
const net = require('net');
const path = require('path');
const { spawn, execFileSync } = require('child_process');
const { within, morningZone } = require('./wait');

const root = path.join(__dirname, '..', '..');
const program = path.resolve(process.env.LIANXIN || path.join(root, 'build', 'lianxin'));
const shots = path.join(path.dirname(program), 'screenshots');

const freePort = () => new Promise((done) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); });
});

class PageBot {
  // `lists` replace those of config/demo; `demo`: everybody on this machine is anybody.
  constructor(settings = {}, lists = {}) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lianxin-page-'));
    this.data = path.join(this.folder, 'data');
    this.config = path.join(this.folder, 'lianxin.json');
    this.settings = { zone_min: morningZone(), quiet_from: 0, quiet_to: 0, noon_from: 0, noon_to: 0, ...settings };
    this.world = path.join(this.folder, 'world');
    fs.mkdirSync(this.world);
    for (const name of ['places', 'people', 'roles', 'groups', 'members', 'households', 'operators', 'accounts']) {
      const text = lists[name] === undefined ? fs.readFileSync(path.join(root, 'config', 'demo', `${name}.csv`), 'utf8') : lists[name];
      fs.writeFileSync(path.join(this.world, `${name}.csv`), text);
    }
  }
  call(...words) { return execFileSync(program, ['-c', this.config, '-d', this.data, ...words], { cwd: root, timeout: 30000 }); }
  async start() {
    this.port = this.port || await freePort();
    const { demo, ...rest } = this.settings;
    fs.writeFileSync(this.config, JSON.stringify({ port: this.port, log_level: 'warn', allow_loopback_http: 1, ...(demo ? { demo_world: this.world } : {}), ...rest }));
    if (!demo && !fs.existsSync(this.data)) for (const name of ['places', 'people', 'roles', 'groups', 'members', 'households', 'operators', 'accounts']) this.call('import', name, path.join(this.world, `${name}.csv`));
    this.child = spawn(program, ['-c', this.config, '-d', this.data, 'serve'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    this.ended = new Promise((done) => this.child.on('exit', (code, signal) => done(signal || code)));
    await within('the program to listen', new Promise((done, fail) => {
      this.child.stdout.on('data', (part) => String(part).includes('listens on') && done());
      this.ended.then((how) => fail(new Error(`ended with ${how}`)));
    }));
    return this;
  }
  get url() { return `http://127.0.0.1:${this.port}`; }
  async end(signal = 'SIGTERM') { this.child.kill(signal); return within(`the program to end by ${signal}`, this.ended, 30000); }
  async remove() {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) await this.end('SIGKILL');
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

// Somebody at a browser: a context of his own, as on a machine of his own.
class Person {
  constructor(page, context) { this.page = page; this.context = context; this.errors = []; }
  async go(hash) { await this.page.evaluate((to) => { location.hash = to; }, hash); }
  async chat(name) { await this.page.locator('.chat-link', { hasText: name }).first().click(); await this.page.locator('.chat-head h1').waitFor(); }
  async type(text) { await this.page.locator('#say').fill(text); await this.page.locator('#say').press('Enter'); }
  // The newest line that holds the text.
  line(text) { return this.page.locator('.line', { hasText: text }).last(); }
  async sees(text) { await this.line(text).waitFor(); return this.line(text).innerText(); }
  async shot(name, options) { fs.mkdirSync(shots, { recursive: true }); await this.page.screenshot({ path: path.join(shots, `${name}.png`), ...options }); }
}

module.exports = { PageBot, Person, root, program, shots };
