/** Files of other worlds for the tests of conversions, in the manner of the documentation of each. */

export const SHOP_COMPOSE = `
name: shop
services:
  web:
    image: nginx:1.25
    ports: ["8080:80", "127.0.0.1:8443:443/tcp"]
    depends_on:
      api: { condition: service_healthy }
      migrate: { condition: service_completed_successfully }
    environment:
      API_URL: http://api:3000/v1
      TAG: \${TAG:-latest}
      FROM_SHELL:
    volumes:
      - ./html:/usr/share/nginx/html:ro
      - logs:/var/log/nginx
    restart: unless-stopped
    networks: [front]
    deploy:
      replicas: 2
      resources:
        limits: { cpus: "0.5", memory: 256M }
        reservations: { memory: 64m }
  api:
    image: ghcr.io/shop/api:2
    entrypoint: ["node"]
    command: server.js --port "3000" --name 'the shop'
    expose: ["3000"]
    user: "1000:1000"
    stop_grace_period: 1m30s
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:3000/health"]
      interval: 30s
      timeout: 10s
      retries: 5
      start_period: 20s
    secrets: [db-password]
    labels: ["team=shop", "tier"]
    working_dir: /srv
  migrate:
    build: ./migrate
    image: shop/migrate:2
    command: ["./migrate", "--all"]
    volumes: ["/etc/ssl:/ssl:ro", "/cache"]
volumes:
  logs: { driver: local }
networks:
  front: {}
secrets:
  db-password: { file: ./password.txt }
`;

export const SHOP_KUBERNETES = `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { LOG_LEVEL: debug, MODE: fast }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 8080, targetPort: http }]
  type: LoadBalancer
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: pages }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 2Gi } }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  labels: { app: web, tier: front }
  annotations: { note: hello }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { type: RollingUpdate }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 20
      nodeSelector: { disktype: ssd }
      serviceAccountName: robot
      initContainers:
        - name: fetch
          image: busybox:1.36
          command: ["sh", "-c", "echo ready"]
      containers:
        - name: nginx
          image: nginx:1.25
          imagePullPolicy: Always
          args: ["-g", "daemon off;"]
          ports: [{ name: http, containerPort: 80, hostPort: 8080 }]
          env:
            - { name: LEVEL, valueFrom: { configMapKeyRef: { name: settings, key: LOG_LEVEL } } }
            - { name: PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }
            - { name: NODE, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
            - { name: PLAIN, value: "1" }
          envFrom: [{ configMapRef: { name: settings } }]
          resources:
            requests: { cpu: 250m, memory: 64Mi }
            limits: { cpu: "1", memory: 128Mi }
          livenessProbe:
            httpGet: { path: /live, port: http }
            periodSeconds: 5
            timeoutSeconds: 2
            initialDelaySeconds: 3
            failureThreshold: 4
          readinessProbe: { tcpSocket: { port: 80 } }
          volumeMounts:
            - { name: pages, mountPath: /usr/share/nginx/html, readOnly: true }
            - { name: tmp, mountPath: /tmp, subPath: a }
            - { name: config, mountPath: /config }
      volumes:
        - { name: pages, persistentVolumeClaim: { claimName: pages } }
        - { name: tmp, emptyDir: { sizeLimit: 1Gi } }
        - { name: config, configMap: { name: settings } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader }
`;

export const DOCKER_RUN = `docker run -d --name web -p 8080:80 -e MODE=fast --env 'GREETING=hello world' \\
  -v pages:/usr/share/nginx/html:ro --memory 256m --cpus=0.5 --restart always -w /srv --rm \\
  --health-cmd "curl -f http://localhost/" --health-interval 15s --health-timeout 3s \\
  nginx:1.25 nginx -g 'daemon off;'`;
