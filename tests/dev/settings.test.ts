import { expect, test } from 'vitest';
import { readSettings } from '../../dev/settings.ts';

test('npm start hands on how its worker is to speak to the database', () => {
  const { variables } = readSettings({
    DATABASE_PREPARE: 'off',
    STATEMENT_SECONDS: '30',
    LANE_CONNECTIONS: '3',
    ALLOW_SOURCES: 'http://localhost:8790',
  });
  expect(variables).toMatchObject({
    DATABASE_PREPARE: 'off',
    STATEMENT_SECONDS: '30',
    LANE_CONNECTIONS: '3',
    ALLOW_SOURCES: 'http://localhost:8790',
  });
  expect(readSettings({}).variables).not.toHaveProperty('DATABASE_PREPARE');
  expect(() => readSettings({ DATABASE_PREPARE: 'no' })).toThrow('DATABASE_PREPARE');
});

test('mail to the inbox comes on this machine by itself, and through Resend where its domain is said', () => {
  const inbound = (environment: NodeJS.ProcessEnv) =>
    readSettings(environment).variables.INBOUND_ADDRESS;
  expect(inbound({})).toBe('leave@in.chrysanthemum.example');
  expect(inbound({ INBOUND_ADDRESS: 'leave@in.example.com' })).toBe('leave@in.example.com');
  const real = { RESEND_API_KEY: 're_real', FROM: 'digest@example.com' };
  expect(inbound(real)).toBeUndefined();
});
