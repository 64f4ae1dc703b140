// The real program: a village from config/demo on one channel, started, stopped, killed.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawn, execFileSync } = require('child_process');
const { until, within, morningZone } = require('./wait');

const root = path.join(__dirname, '..', '..');
const program = process.env.LIANXIN || path.join(root, 'build', 'lianxin');

class Bot {
  // Everybody has an account on the channel under his own id; groups stand there by theirs.
  constructor(channel, settings = {}) {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lianxin-e2e-'));
    this.config = path.join(this.folder, 'lianxin.json');
    for (const [name, text] of Object.entries(settings.secrets || {})) fs.writeFileSync(path.join(this.folder, name), text + '\n');
    const json = { port: 0, log_level: 'warn', allow_loopback_http: 1, zone_min: morningZone(), quiet_from: 0, quiet_to: 0, noon_from: 0, noon_to: 0, channels: settings.channels(this.folder) };
    fs.writeFileSync(this.config, JSON.stringify(json));
    const demo = (name) => fs.readFileSync(path.join(root, 'config', 'demo', `${name}.csv`), 'utf8');
    const people = demo('people').trim().split('\n').slice(1).map((line) => line.split(',')[0]);
    const own = {
      groups: demo('groups').replace(/,console,/g, `,${channel},`),
      accounts: 'channel,sender_id,person\n' + people.map((id) => `${channel},${id},${id}\n`).join(''),
    };
    for (const name of ['places', 'people', 'roles', 'groups', 'members', 'households', 'operators', 'accounts']) {
      const file = path.join(this.folder, `${name}.csv`);
      fs.writeFileSync(file, own[name] || demo(name));
      execFileSync(program, ['-c', this.config, '-d', path.join(this.folder, 'data'), 'import', name, file], { cwd: root });
    }
  }
  async start() {
    this.child = spawn(program, ['-c', this.config, '-d', path.join(this.folder, 'data'), 'serve'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    this.ended = new Promise((done) => this.child.on('exit', (code, signal) => done(signal || code)));
    this.port = await within('the program to listen', new Promise((done, fail) => {
      let text = '';
      this.child.stdout.on('data', (part) => {
        text += part;
        const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(text);
        if (found) done(Number(found[1]));
      });
      this.ended.then((how) => fail(new Error(`ended with ${how}`)));
    }));
    return this;
  }
  async end(signal) {
    this.child.kill(signal);
    return within(`the program to end by ${signal}`, this.ended, 30000);
  }
  async remove() {
    if (this.child && this.child.exitCode === null && this.child.signalCode === null) await this.end('SIGKILL');
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
  async page(name, fits) {
    let text = '';
    await until(`${name} as it should be`, async () => fits(text = await (await fetch(`http://127.0.0.1:${this.port}${name}`)).text())).catch((error) => {
      throw new Error(`${error.message}; it says ${text}`);
    });
    return text;
  }
  // What check --online says of a channel, and its exit status.
  async online(channel) {
    const child = spawn(program, ['-c', this.config, '-d', path.join(this.folder, 'data'), 'check', '--online', channel], { cwd: root });
    let text = '';
    child.stdout.on('data', (part) => (text += part));
    child.stderr.on('data', (part) => (text += part));
    const status = await within(`check --online ${channel}`, new Promise((done) => child.on('close', done)), 60000);
    return { status, text };
  }
  // Do the stored turns hold what was answered, and nothing twice?
  verify() {
    return execFileSync(program, ['-c', this.config, '-d', path.join(this.folder, 'data'), 'verify'], { cwd: root }).toString();
  }
}

module.exports = { Bot };
