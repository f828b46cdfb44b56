import type { Rule } from '../scan/rule.js';
import { assignmentRule } from './assignment.js';
import { authSchemeRule } from './auth-scheme.js';
import { bareKeyRule } from './bare-key.js';
import { commandLineRule } from './command-line.js';
import { emailRule } from './email.js';
import { ibanRule } from './iban.js';
import { ipv4Rule } from './ipv4.js';
import { ipv6Rule } from './ipv6.js';
import { jwtRule } from './jwt.js';
import { passwordArgumentRule } from './password-argument.js';
import { passwordHashRule } from './password-hash.js';
import { posixPathRule } from './paths.js';
import { paymentRule } from './payment.js';
import { pgpassRule } from './pgpass.js';
import { phoneRule } from './phone.js';
import { privateKeyRule } from './private-key.js';
import { shortFlagRule } from './short-flag.js';
import { urlRule } from './url.js';
import { vendorNameRule } from './vendor-name.js';
import { vendorMarkRule, vendorTokenRule } from './vendor-tokens.js';
import { fileUrlRule, windowsPathRule } from './windows-paths.js';

/** The rules every sanitizer starts with. */
export const builtInRules: readonly Rule[] = [
  privateKeyRule,
  bareKeyRule,
  urlRule,
  jwtRule,
  vendorTokenRule,
  vendorMarkRule,
  assignmentRule,
  vendorNameRule,
  authSchemeRule,
  shortFlagRule,
  commandLineRule,
  passwordArgumentRule,
  pgpassRule,
  passwordHashRule,
  fileUrlRule,
  windowsPathRule,
  posixPathRule,
  emailRule,
  ipv4Rule,
  ipv6Rule,
  paymentRule,
  ibanRule,
  phoneRule,
];
